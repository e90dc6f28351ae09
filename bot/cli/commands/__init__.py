"""The commands of the `medlex` program: a module for each group of them."""
