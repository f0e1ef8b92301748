"""What people decide about the changes of a document: kept beside their work, applied by every later run."""
