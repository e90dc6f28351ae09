"""Download sources: requests, retries, partial files, mirrors."""
