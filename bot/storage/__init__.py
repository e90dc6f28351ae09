"""Server data: what admins and members wrote. Kept in a database, migrated, never lost; knows nothing of Discord."""
