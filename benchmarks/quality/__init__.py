"""Quality of answers: how well the dictionary finds what people mean, measured against truth written for this
project.
"""
