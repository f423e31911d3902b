"""The egress guard where the crawls' sockets are: Scrapy's own handler, and the one for SOCKS proxies."""
