"""Small acts made for tests: a law and the one that replaces it, a decree, plans that rest on them. None exists."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

OLD_LAW = """QUỐC HỘI
Luật số: 901/2010/QH12
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 01 tháng 6 năm 2010
LUẬT
BẢO TỒN CÂY CỔ THỤ
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật Bảo tồn cây cổ thụ.
Điều 1. Phạm vi điều chỉnh
Luật này quy định về việc bảo tồn cây cổ thụ.
Điều 2. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2011.
"""
NEW_LAW = """QUỐC HỘI
Luật số: 902/2020/QH14
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 10 tháng 11 năm 2020
LUẬT
BẢO TỒN CÂY CỔ THỤ
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật Bảo tồn cây cổ thụ.
Điều 1. Phạm vi điều chỉnh
Luật này quy định về việc bảo tồn cây cổ thụ.
Điều 2. Trách nhiệm
1. Ủy ban nhân dân cấp xã lập danh sách cây cổ thụ:
a) Trên địa bàn;
b) Ở nơi giáp ranh.
2. Chính phủ quy định chi tiết Điều này.
Điều 3. Sửa đổi, bổ sung, bãi bỏ một số điều của Luật Vườn ươm số 904/2012/QH13
1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:
“2. Vườn ươm giữ giống cây cổ thụ. Nghị định số 999/2001/NĐ-CP hết hiệu lực.”.
2. Bãi bỏ Điều 9.
Điều 4. Hiệu lực thi hành
1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2021.
2. Luật Bảo tồn cây cổ thụ số 901/2010/QH12 đã được sửa đổi, bổ sung một số điều theo Luật số 903/2015/QH13 hết \
hiệu lực kể từ ngày Luật này có hiệu lực thi hành, trừ trường hợp quy định tại khoản 3 Điều này.
3. Danh sách đã lập theo Luật Bảo tồn cây cổ thụ số 901/2010/QH12 được dùng đến hết năm 2022.
"""
DECREE = """CHÍNH PHỦ
Số: 905/2021/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 02 tháng 8 năm 2021
NGHỊ ĐỊNH
Quy định chi tiết một số điều của Luật Bảo tồn cây cổ thụ
Căn cứ Luật Bảo tồn cây cổ thụ số 902/2020/QH14 ngày 10 tháng 11 năm 2020;
Chính phủ ban hành Nghị định quy định chi tiết một số điều của Luật Bảo tồn cây cổ thụ số 902/2020/QH14.
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định chi tiết một số điều của Luật Bảo tồn cây cổ thụ số 902/2020/QH14.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành sau 45 ngày kể từ ngày ký.
2. Các văn bản sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành:
a) Nghị định số 911/2011/NĐ-CP ngày 05 tháng 3 năm 2011 của Chính phủ về bảo tồn cây cổ thụ;
b) Chương II của Nghị định số 912/2012/NĐ-CP ngày 06 tháng 4 năm 2012 của Chính phủ về vườn ươm.
"""
HEADLESS = """Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về phí thăm cây cổ thụ.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành kể từ ngày 15/3/2022.
"""
PASSING = """CHÍNH PHỦ
Số: 907/2022/NĐ-CP
Hà Nội, ngày 02 tháng 5 năm 2022
NGHỊ ĐỊNH
Về giảm phí thăm cây cổ thụ
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định mức giảm phí thăm cây cổ thụ.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2022 đến hết ngày 31 tháng 12 năm 2022.
"""
PLAN = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH
Số: {number}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bắc Ninh, ngày {day} tháng 3 năm 2023
KẾ HOẠCH
Bảo tồn cây cổ thụ trên địa bàn {place}
Căn cứ Luật Bảo tồn cây cổ thụ số 902/2020/QH14 ngày 10 tháng 11 năm 2020;
Căn cứ Nghị định số 905/2021/NĐ-CP ngày 02 tháng 8 năm 2021 của Chính phủ quy định chi tiết một số điều của Luật \
Bảo tồn cây cổ thụ;
I. NHIỆM VỤ
1. Lập danh sách cây cổ thụ theo Điều 2 Luật Bảo tồn cây cổ thụ số 902/2020/QH14.
(Sở Nông nghiệp và Môi trường chủ trì; Sở Tư pháp phối hợp thực hiện)
2. Trồng cây giống ở trường học.
(Sở Giáo dục và Đào tạo chủ trì)
"""


class FlatEmbedding:
    """Stands in for EmbeddingProcess where no test looks at meaning."""

    def __init__(self, model):
        self.model = model

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def begin(self):
        """Nothing is loaded."""

    def passages(self, texts):
        """All texts mean the same."""
        yield np.full((len(texts), 8), 8**-0.5, np.float32)


class FlatQuery:
    """Stands in for the embedder of questions."""

    def __init__(self, model, numbers):
        del model, numbers

    def query(self, text):
        """Every question means the same."""
        del text
        return np.full(8, 8**-0.5, np.float32)


def write(folder: Path) -> list[Path]:
    """The files of the made acts."""
    texts = {
        "luat-cu.txt": OLD_LAW,
        "luat-moi.txt": NEW_LAW,
        "nghi-dinh.txt": DECREE,
        "giam-phi.txt": PASSING,
        "906-2022-NĐ-CP.txt": HEADLESS,
        "ke-hoach-1.txt": PLAN.format(number=51, day="07", place="huyện Gia Bình"),
        "ke-hoach-2.txt": PLAN.format(number=52, day="08", place="huyện Lương Tài"),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def built(home: Path, paths: list[Path], *, searched: bool = True) -> Path:
    """An index over files, without a model; where nothing is searched, without their passages."""
    from index import building, intake

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "EmbeddingProcess", FlatEmbedding)
        if not searched:
            patch.setattr(intake, "drafts", lambda *_: [])
        report = building.build(home, paths)
    assert not report.failed
    return home
