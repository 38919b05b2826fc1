"""The examples in the documentation of every operation; a test replays them against an index over corpus/.

Reads: nothing. Writes: examples.
"""

from __future__ import annotations

QUESTION = "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"
DIRECTIVE_QUESTION = "Văn bản nào quy định về tái hòa nhập cộng đồng?"
UNMARKED_QUESTION = "hoa giai co so ai chu tri"
TYPED_NUMBER = "nghi dinh 49"
SEARCH = "hòa giải ở cơ sở"
AGENCY = "so-tu-phap"
AGENCY_NAME = "Sở Tư pháp"
DIRECTIVE = "49-2020-nd-cp"
ARTICLE = "0100600000000000100000180278760124000010"
DOCUMENT = "ke-hoach-138-tuyen-quang-2024"
UNIT = "sec_I__item_1"
DRAFT = "Căn cứ Nghị định số 49/2020/NĐ-CP ngày 17/4/2020 của Chính phủ; Luật Trợ giúp pháp lý năm 2016."
DRAFT_TITLE = "Kế hoạch công tác phòng, chống tội phạm và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc"
DRAFT_BASIS = "Căn cứ Luật Thi hành án hình sự số 41/2019/QH14;"
HEAD_FILLED = {"who": "Nguyễn Văn An", "number": "143/QĐ-UBND", "date": "2025-10-08"}
EXPORTED = "tasks"
