"""Backup and restore: the database and the originals of the papers in one archive."""
