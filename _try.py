import os, time, tempfile, json, cProfile, pstats
from collections import Counter
from pathlib import Path
def main():
    from tests.postgres_server import PostgresServer
    pg=PostgresServer()
    try:
        import shutil
        os.environ["CANCU_STORE"]=pg.database("eins")
        from index import library
        from index.asking import ask
        from index.postgres import writing
        home=Path(tempfile.mkdtemp())/"home"
        shutil.copytree("/tmp/b/law3",home,symlinks=True)
        t=time.time()
        with writing.shared(home) as w: print("lock",round(time.time()-t,1)); t=time.time(); w.publish_codification(); print("codif",round(time.time()-t,1)); t=time.time()
        print("gen",round(time.time()-t,1))
        qs=[q["q"] for q in json.load(open("tests/questions/own_questions.json"))["questions"]]
        t=time.time(); lib=library.open(Path(tempfile.mkdtemp())/"h"); print("open",round(time.time()-t,2))
        t=time.time(); a=[ask(lib,q) for q in qs]; print("pg first",round(time.time()-t,2))
        n=Counter(); per=Counter(); old=type(lib.records).found
        def found(self,q,v):
            t=time.perf_counter()
            try: return old(self,q,v)
            finally:
                n[q[:90]]+=1; per[q[:90]]+=time.perf_counter()-t
        type(lib.records).found=found
        t=time.time(); a=[ask(lib,q) for q in qs]; print("pg",round(time.time()-t,2), sum(n.values()), round(sum(per.values()),2))
        for q,c in sorted(per.items(),key=lambda x:-x[1])[:14]: print(round(c,3), n[q], q)
        type(lib.records).found=old
        del os.environ["CANCU_STORE"]
        loc=library.open(home)
        b=[ask(loc,q) for q in qs]
        t=time.time(); b=[ask(loc,q) for q in qs]; print("local",round(time.time()-t,2))
        print(sum(x==y for x,y in zip(a,b)), len(a))
        with __import__("psycopg").connect(pg.address("eins")) as db:
            print(db.execute("select pg_size_pretty(pg_database_size('eins'))").fetchone())
        os.system(f"du -sh {home} {home}/*")
        lib.close(); loc.close(); shutil.rmtree(home.parent)
    finally: pg.remove()
if __name__=="__main__": main()
