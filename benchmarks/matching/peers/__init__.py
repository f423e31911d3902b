"""What else could be asked which watches an article matches. Each says what part of the question it answers."""

from benchmarks.matching.peers.databases import Fts5, Postgres
from benchmarks.matching.peers.patterns import AhoCorasick, CompiledPatterns, Re2Set
from benchmarks.matching.peers.peer import Peer

PEERS: tuple[type[Peer], ...] = (CompiledPatterns, Re2Set, AhoCorasick, Fts5, Postgres)

__all__ = ["PEERS", "AhoCorasick", "CompiledPatterns", "Fts5", "Peer", "Postgres", "Re2Set"]
