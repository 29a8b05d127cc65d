// Imported before all else: libuv reads this when its pool is first used. Name lookups block a thread each, and the
// four there are by default are soon all waiting for one dead resolver.
process.env.UV_THREADPOOL_SIZE ??= '128'
