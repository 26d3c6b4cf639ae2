internal import ArgumentParser

@main struct ActaSample: ParsableCommand {}
