"""The notice's rules as data: one TOML per programme, its pydantic schema, and the loader."""
