from errors import ServiceError
from models import Answer


async def answer_question(tenant: str, question: str) -> Answer:
    """Answers a question from a tenant's handbook alone."""
    raise ServiceError(501, "not_implemented", "answer_question is not written yet.")
