from models import Hit
from tenant_index import TenantIndex


async def search(tenant: str, query: str, limit: int) -> list[Hit]:
    return await TenantIndex(tenant).search(query, limit)
