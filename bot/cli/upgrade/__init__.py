"""What `medlex upgrade-check` looks at: the package index, how Medlex was installed, and the notes of releases."""
