import ArgumentParser
import Experiments
import Pipelines
import Reports
import ScenarioFiles

/// `overlap plan`.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Finds the cheapest configuration that meets a target.",
        discussion: """
            As `overlap plan pipeline.yaml --target 'AU>=90%' --cost prices.yaml`: configurations are tried from the \
            cheapest up, without those that mean demands rule out; the first that meets the target is the plan. \
            Without --vary the usual parameters may change: cores, disks of the prices, calls or workers at a time, \
            order, the last buffer, a cache. Without prices accelerators count most, then disk bandwidth, cores and \
            memory; settings cost nothing.
            Without --variants it plans for the first variant.
            \(GuessOptions.discussion)
            Exit code: 0 when there is a plan, 1 when the target is out of reach (with --check: when today's scenario misses it), 2 \
            when replications or --max-seconds leave the answer open.
            """)

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String

    @OptionGroup var target: TargetOptions

    @Option(
        name: .customLong("vary"), parsing: .singleValue,
        help: ArgumentHelp(
            "What may change: a parameter and its values, as in sweep: cpu.cores=1..32. With --cost: disk=NAME,NAME. May be "
                + "repeated.", valueName: "path=values"))
    var vary: [String] = []

    @Option(
        name: .customLong("limit"), parsing: .singleValue,
        help: ArgumentHelp(
            "Upper limit of a parameter: cpu.cores=32, memory.capacity=64GiB. May be repeated.",
            valueName: "path=value"))
    var limits: [String] = []

    @OptionGroup var cost: CostOption

    @Option(help: ArgumentHelp("Cost to minimise: of an epoch (default), or of an hour.", valueName: "hour|epoch"))
    var per: CostPeriod?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Stop after this time; the best so far is printed, and marked.", valueName: "N"))
    var maxSeconds: Double?

    @Flag(help: "Only say whether the scenario as it is meets the target.")
    var check = false

    @OptionGroup var guesses: GuessOptions

    @OptionGroup var scenario: ScenarioOptions

    @OptionGroup var form: PlanForm

    @OptionGroup var journal: JournalOptions

    @OptionGroup var dask: DaskOptions

    func validate() throws {
        if let maxSeconds, !(maxSeconds > 0 && maxSeconds.isFinite) {
            throw ValidationError("'--max-seconds' is \(maxSeconds): a number of seconds above 0 is accepted.")
        }
        if per != nil, cost.path == nil { throw ValidationError("'--per' needs prices: give them with '--cost'.") }
        guard check else { return }
        if form.path != nil { throw ValidationError("'--check' plans nothing: it cannot be combined with '-o'.") }
        if form.json { throw ValidationError("'--check' prints one sentence: it cannot be combined with '--json'.") }
        if !guesses.isEmpty { throw ValidationError("'--check' cannot be combined with '--uncertain'.") }
    }

    func run() async throws {
        let began = ContinuousClock.now
        let conditions = try target.conditions()
        let zone = try target.zone()
        let guesses = try guesses.guesses()
        let prices = try cost.prices(besides: [file] + scenario.changes.overlays)
        let opened = try scenario.open(file, form.overrides(), firstByDefault: true)
        guard opened.variants.count == 1 else {
            throw CommandFailure.usage(
                "one variant is planned for at a time, and `--variants` names \(opened.variants.count)")
        }
        let question = try opened.decoded(writing: journal.files + form.files, reading: cost.inputs) {
            () throws(CommandFailure) in
            let subject = PlanSubject(opened.file, variant: opened.variants[0], overrides: opened.overrides)
            let question: PlanQuestion
            do throws(PlanError) {
                question = try PlanQuestion(
                    subject, conditions: conditions, zone: zone, vary: vary, limits: limits, basis: basis(prices))
            } catch {
                throw CommandFailure(error)
            }
            try question.check(guesses, in: opened)
            return question
        }
        var journal = try journal.open(command: "plan", opened.unvaried, isQuiet: scenario.quiet)
        let workers = try dask.workers(of: opened.file, at: file, scenario) { () throws(CommandFailure) in
            let changes = try form.overrides()
            do throws(PlanError) { return try question.recipes(making: changes) } catch { throw CommandFailure(error) }
        }
        var answer = PlanAnswer(question, source: journal.source(else: workers ?? ThisMachine()))
        if check {
            do { try await checkToday(&answer) { journal.finish() } } catch {
                throw workers?.failure.map { CommandFailure.inputOutput($0) } ?? error
            }
            return
        }
        var failure = await answer.find(
            over: guesses, threads: form.threads.count, until: maxSeconds.map { began + .seconds($0) },
            isQuiet: scenario.quiet)
        if let reason = workers?.failure { failure = .inputOutput(reason) }
        if let failure, !answer.hasFigures { throw failure }
        try form.write(answer, title: opened.file.name)
        if failure != nil || answer.plan.isOutOfTime {
            journal.tell(quiet: scenario.quiet)
        } else {
            journal.finish()
        }
        if let failure { throw failure.afterPrinting(to: nil) }
        switch answer.plan.verdict {
        case .planned: return
        case .unreachable: throw CommandFailure.findings
        case .notResolved, .interrupted: throw CommandFailure.precisionNotReached
        }
    }

    private func basis(_ prices: Prices?) -> PlanBasis {
        guard let prices else { return .resources }
        return per == .hour ? .hour(prices) : .epoch(prices)
    }

    private func checkToday(_ answer: inout PlanAnswer, finished: () -> Void) async throws(CommandFailure) {
        try await answer.judgeToday(threads: form.threads.count)
        finished()
        try OutputFile.write(PlanText(answer.plan).check(form.terminal.style), to: nil)
        switch answer.plan.today.verdict {
        case .met: return
        case .missed: throw .findings
        case .open: throw .precisionNotReached
        }
    }
}

/// Of what time a cost is.
enum CostPeriod: String, ExpressibleByArgument, CaseIterable {
    case hour, epoch
}

extension PlanQuestion {
    /// Checks that no guess is at what the plan chooses.
    ///
    /// A disk with a price of its own may leave something of the scenario's.
    fileprivate func check(_ guesses: [Guess], in opened: OpenedScenario) throws(CommandFailure) {
        let chosen = axes.flatMap(\.paths).filter { $0 != Disk.name }
        guard isByDefault else { return try opened.check(guesses, varying: chosen) }
        do throws(SweepGridError) {
            try opened.file.checkGivenOnce(
                varied: chosen, guessed: guesses, variants: opened.variants, overrides: opened.overrides)
        } catch {
            guard case .guessedAndVaried(let path) = error else { throw CommandFailure(error) }
            throw .usage(
                "the plan chooses `\(visible(path))` itself, so that `--uncertain` has no effect on it: name with "
                    + "`--vary` what may change")
        }
        try opened.check(guesses)
    }
}
