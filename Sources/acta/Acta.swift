internal import ArgumentParser

@main struct Acta: ParsableCommand {}
