from documents import Document
from tenant_index import TenantIndex


async def put_document(tenant: str, document: Document) -> int:
    return await TenantIndex(tenant).put(document)


def remove_document(tenant: str, document_id: str) -> None:
    TenantIndex(tenant).remove(document_id)
