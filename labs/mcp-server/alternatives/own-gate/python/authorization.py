def require_scope(scope: str) -> None:
    """The gate has looked already."""
