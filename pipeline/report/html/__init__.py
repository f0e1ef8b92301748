"""Self-contained pages: one for each document, one for the batch."""

from pipeline.report.html.article import document_html, write_document_html
from pipeline.report.html.batch import report_html, write_report_html

__all__ = ["document_html", "report_html", "write_document_html", "write_report_html"]
