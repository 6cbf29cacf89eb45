"""Reports: type, mode, status, roles and details of the acts that an article tells."""
