"""What is in each table, as a number of rows and a sum over them: to compare two databases.

Made by the database itself, of everything that a row holds, so that nothing needs to be fetched and
nobody can forget a column. A sum does not depend on the order.
"""

from typing import Any

from django.db import connection

# Rows as text depend on these.
SETTINGS = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}
_SUM = """
SELECT count(*), coalesce(sum(('x' || substr(md5(one::text), 1, 15))::bit(60)::bigint), 0)
FROM {table} AS one
"""
# Notes of writes, which tell one state of a process's memory from another: no content, and made
# anew after a restore.
LEFT_OUT = ("documents_write",)

Fingerprints = dict[str, list[Any]]


def fingerprints() -> Fingerprints:
    """`{table: [rows, sum]}` of every table, in the transaction that is open, or one of its own."""
    found = {}
    with connection.cursor() as cursor:
        for name, value in SETTINGS.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in LEFT_OUT:
                cursor.execute(_SUM.format(table=connection.ops.quote_name(table)))
                rows, total = cursor.fetchone()
                found[table] = [rows, str(total)]
    return found


def differing(first: Fingerprints, second: Fingerprints) -> list[str]:
    """The tables that differ, with their numbers of rows."""
    return [
        f"{table} ({first.get(table, ['no'])[0]} and {second.get(table, ['no'])[0]} rows)"
        for table in sorted(first.keys() | second.keys())
        if first.get(table) != second.get(table)
    ]
