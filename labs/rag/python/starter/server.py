from typing import Annotated

import uvicorn
from fastapi import Depends, FastAPI, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

import config
from answers import answer_question
from chunking import chunk_text
from documents import Document, find_document
from errors import ServiceError
from library import put_document, remove_document
from models import Answer, AskBody, Chunk, DocumentBody, Hit, SearchBody
from search import search

app = FastAPI()


@app.exception_handler(ServiceError)
async def service_error(_: Request, error: ServiceError) -> JSONResponse:
    return JSONResponse({"error": {"code": error.code, "message": error.message}}, error.status)


@app.exception_handler(RequestValidationError)
async def bad_request(_: Request, error: RequestValidationError) -> JSONResponse:
    message = "; ".join(f"{problem['loc'][-1]}: {problem['msg']}" for problem in error.errors())
    return JSONResponse({"error": {"code": "bad_request", "message": message}}, 400)


def tenant_of(authorization: Annotated[str, Header()] = "") -> str:
    """The tenant comes from the credentials, never from what a request says about itself."""
    tenant = config.TENANT_KEYS.get(authorization.removeprefix("Bearer "))
    if tenant is None:
        raise ServiceError(401, "unauthorized", 'Send a known key: "Authorization: Bearer KEY".')
    return tenant


Tenant = Annotated[str, Depends(tenant_of)]


def document_of(document_id: str, tenant: Tenant) -> Document:
    document = find_document(tenant, document_id)
    if document is None:
        raise ServiceError(404, "not_found", f"There is no document {document_id}.")
    return document


Found = Annotated[Document, Depends(document_of)]


@app.put("/documents/{document_id}")
async def put(document_id: str, body: DocumentBody, tenant: Tenant) -> dict[str, str | int]:
    chunks = await put_document(tenant, Document(document_id, body.title.strip(), body.text))
    return {"documentId": document_id, "chunks": chunks}


@app.get("/documents/{document_id}")
async def get(document: Found) -> dict[str, str]:
    return {"documentId": document.id, "title": document.title, "text": document.text}


@app.get("/documents/{document_id}/chunks")
async def chunks(document: Found) -> dict[str, list[Chunk]]:
    return {"chunks": chunk_text(document.text, config.MAX_CHUNK_CHARACTERS)}


@app.delete("/documents/{document_id}", status_code=204)
async def delete(document: Found, tenant: Tenant) -> Response:
    remove_document(tenant, document.id)
    return Response(status_code=204)


@app.post("/search")
async def find(body: SearchBody, tenant: Tenant) -> dict[str, list[Hit]]:
    return {"hits": await search(tenant, body.query, body.limit)}


@app.post("/ask")
async def ask(body: AskBody, tenant: Tenant) -> Answer:
    return await answer_question(tenant, body.question)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=config.PORT, log_level="warning")
