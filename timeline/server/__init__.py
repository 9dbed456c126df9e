"""The page as it is served: answers kept in memory, headers, exports made when asked for."""
