import _wasmill_refusal


def _start_joinable_thread(*arguments, **options):
    raise RuntimeError(_wasmill_refusal.THREADS)
