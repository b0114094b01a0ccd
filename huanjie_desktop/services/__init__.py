"""Use cases: functions(workspace, request) -> result; the only conductor of store, documents and exchange."""
