"""Self-contained pages: one for each document, one for the batch."""

from pipeline.report.html.article import document_html, write_document_html

__all__ = ["document_html", "write_document_html"]
