"""Interactions that Discord sends over HTTP, as `medlex serve` takes them: no connection is kept open, and any number of
copies can stand behind a load balancer.

https://discord.com/developers/docs/interactions/overview#preparing-for-interactions
"""
