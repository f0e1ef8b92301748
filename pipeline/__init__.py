"""Bitexte: damaged French news in; clean French, faithful English and an account of every change out."""
