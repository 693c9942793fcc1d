"""One SQLite file, with sqlite-vec loaded. FTS5 is part of SQLite.

This is apsw and not the sqlite3 module, because many Pythons are built without loadable extensions.
`db.execute(sql, (values,))` gives rows to loop over; `with db:` is a transaction.
"""

import apsw
import sqlite_vec

import config

db = apsw.Connection(str(config.DATABASE_FILE))
db.enable_load_extension(True)
db.load_extension(sqlite_vec.loadable_path())
db.enable_load_extension(False)

db.execute(
    """
    create table if not exists documents (
        tenant text not null,
        id text not null,
        title text not null,
        text text not null,
        primary key (tenant, id)
    ) strict
    """
)
