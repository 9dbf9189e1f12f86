"""The engine past one machine: the committed Spark texts, run by a cluster that reads the parts itself.

Nothing is imported here: what looks for Java and reads paths works where pyspark is not installed.
"""
