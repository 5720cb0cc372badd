"""The benchmarks: `python -m bench`. Each module is one part and can be run by itself."""
