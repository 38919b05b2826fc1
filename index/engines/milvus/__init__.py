"""Milvus behind the protocols of this program: a server or a cluster, or milvus-lite in a file."""
