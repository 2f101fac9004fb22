/** Preloaded by `become`: when the launcher is gone, so are we, by the same way as at a polite request to end. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
