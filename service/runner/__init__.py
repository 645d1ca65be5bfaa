"""How a job runs: in this process, or on a queue that many share."""
