#!/usr/bin/env python3
"""The benchmark job on DuckDB without its workbook: peer_duckdb_tables.py IN OUT"""
import sys, duckdb
src, out = sys.argv[1:3]
c = duckdb.connect(); c.execute("set threads=2"); c.execute("set preserve_insertion_order=false")
c.execute(f"""create temp table people as select * from (select id, lower(trim(email)) email, name, country, category, organization, registered_at, language from read_csv('{src}/registrations.csv') where registered_at < timestamp '2021-04-28') qualify row_number() over (partition by email order by registered_at desc, id desc) = 1""")
c.execute(f"""create temp table attended as select email, session, sum(epoch(left_at - joined_at))/60.0 as minutes, count(*) as joins, min(joined_at) as first_join from (select lower(trim(email)) email, session, joined_at, left_at from read_csv('{src}/attendance.csv')) group by all""")
c.execute(f"""copy (select a.email, p.name, p.country, p.category, a.session, a.minutes, a.joins, a.first_join from attended a left join people p using (email) order by a.email, a.session) to '{out}/attendance-by-person.csv'""")
c.execute(f"""create temp table bycat as select p.category, a.session, count(*) as attendees, avg(a.minutes) as mean_minutes, sum(case when a.minutes >= 30 then 1 else 0 end) as stayed from attended a join people p using (email) group by all order by all""")
c.execute(f"copy bycat to '{out}/attendance-by-category.csv'")
c.execute(f"copy (select * from people order by email) to '{out}/people.csv'")

