"""干部任免审批表 as files: lrmx and lrm, single, in folders and in zips."""
