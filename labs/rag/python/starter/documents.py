from dataclasses import dataclass

from database import db


@dataclass(frozen=True)
class Document:
    id: str
    title: str
    text: str


def find_document(tenant: str, document_id: str) -> Document | None:
    """Two tenants may use the same id: only both together name a document."""
    row = db.execute(
        "select id, title, text from documents where tenant = ? and id = ?", (tenant, document_id)
    ).fetchone()
    return Document(*row) if row else None


def save_document(tenant: str, document: Document) -> None:
    """Stores a document, in place of the one with the same id."""
    db.execute(
        "insert or replace into documents (tenant, id, title, text) values (?, ?, ?, ?)",
        (tenant, document.id, document.title, document.text),
    )


def delete_document(tenant: str, document_id: str) -> None:
    db.execute("delete from documents where tenant = ? and id = ?", (tenant, document_id))
