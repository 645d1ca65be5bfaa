"""The composition root: from files and environment to a service that runs.

`files` reads what users edit and collects what is wrong with it; `build` is the only builder of
side effects; `running` starts and stops them.
"""
