// One workload, one JSON line: `overlap-bench w1|w3|w3-pipeline|w3-pipeline-events|executor [items]|planning`; or a study:
// `overlap-bench threads|coverage|shares|knee [searches] [line] [steps]|pairs [experiments]|plan [problems]`.
// `Benchmarks/compare.py` runs them beside SimPy programs of the same rules.

import Pipelines

let arguments = CommandLine.arguments.dropFirst()
let items = arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000

switch arguments.first {
case "w1": printSpeed("W1", measure { singleServer(customers: items) })
case "w3": printSpeed("W3", try measure { try blockingLine(items: items) })
case "w3-pipeline": printSpeed("W3'", try measure { try pipeline(items: items, by: .auto) })
case "w3-pipeline-events": printSpeed("W3' by events", try measure { try pipeline(items: items, by: .events) })
case "planning": print(try await PlanningWorkloads().json)
case "executor": print(try ExecutorOverhead(elements: items).json)
case "threads": print(try ThreadCosts().json)
case "coverage": try await printCoverage()
case "shares": try await printShareCoverage()
case "knee":
    try await printKneeStudy(
        seeds: arguments.count > 1 ? items : 200, line: arguments.dropFirst(2).first,
        steps: arguments.dropFirst(3).first.flatMap { Int($0) } ?? 12_000)
case "plan": try await printPlanStudy(problems: arguments.count > 1 ? items : 100)
case "pairs": try await printPairCoverage(experiments: arguments.count > 1 ? items : 1_000)
default:
    print(
        "usage: overlap-bench w1|w3|w3-pipeline|w3-pipeline-events|executor [items], or "
            + "overlap-bench planning|threads|coverage|shares|knee|pairs|plan"
    )
}
