"""What the `medlex` program prints."""
