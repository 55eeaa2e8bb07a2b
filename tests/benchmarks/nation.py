def run(keep):
    pass
