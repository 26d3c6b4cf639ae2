#!/usr/bin/env python3
"""One workbook, report or CSV file to one CSV file, by each peer: peer_read.py PEER IN OUT.csv"""
import csv, sys
peer, src, out = sys.argv[1:4]
if peer == "python-calamine":
    from python_calamine import CalamineWorkbook
    with open(out, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(CalamineWorkbook.from_path(src).get_sheet_by_index(0).iter_rows())
elif peer == "openpyxl":
    from openpyxl import load_workbook
    with open(out, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(load_workbook(src, read_only=True, data_only=True).active.iter_rows(values_only=True))
elif peer == "Polars + calamine":
    import polars as pl; pl.read_excel(src, engine="calamine").write_csv(out)
elif peer == "DuckDB":
    import duckdb; duckdb.sql(f"copy (from read_csv('{src}')) to '{out}' (header)")
elif peer == "DuckDB, Teams":
    # Only part 3 of the report, whose line the caller has to know; its first rows do not show the types.
    import duckdb; duckdb.sql(f"""copy (from read_csv('{src}', encoding='utf-16', delim='\t', skip=9, header=true, all_varchar=true,
        null_padding=true)) to '{out}' (header)""")
elif peer == "Polars":
    import polars as pl; pl.read_csv(src, try_parse_dates=True, infer_schema_length=None).write_csv(out)
elif peer == "Polars, Teams":
    import io, polars as pl
    text = open(src, encoding="utf-16", newline="").read()
    pl.read_csv(io.StringIO(text), separator="\t", skip_rows=9, infer_schema_length=0).write_csv(out)
