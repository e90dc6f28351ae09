"""What `medlex check` looks at, a module for each part."""
