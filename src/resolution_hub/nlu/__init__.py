"""Text to what it means: no business words, no network."""

import os

# One text is too little work to share: OpenBLAS would keep every core spinning between two texts, at three times the cost.
# It reads this when numpy is loaded, which the modules beside this one do.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
