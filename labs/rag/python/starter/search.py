from errors import ServiceError
from models import Hit


async def search(tenant: str, query: str, limit: int) -> list[Hit]:
    """The chunks of a tenant that fit a query best, the best first."""
    raise ServiceError(501, "not_implemented", "search is not written yet.")
