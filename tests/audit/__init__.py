"""Audits of the pages by programs that are not ours: the Nu HTML checker and Lighthouse.

``make audit`` runs them; they are no part of ``make test``, because they need Node and Java.
"""
