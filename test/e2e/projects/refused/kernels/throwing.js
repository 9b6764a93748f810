throw new RangeError('not while it is loaded')
