"""What a voter sees without signing in: stations, reception notices, published suggestions.

Only reads, and only what published.py says is public: no voter, no telephone of a
deputy, nothing confidential. Everything else about these rows lives in
stations, deputies and suggestions.
"""
