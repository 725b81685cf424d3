using Trainyard.Cli;
using Trainyard.Cli.Terminal;
using Trainyard.Hosting;

ProcessCulture.BeInvariant();
// First of all: with too little nothing more may be loaded.
return AddressSpace.Problem(args) is { } problem
    ? CommandLine.Refuse(problem, args)
    : await CommandLine.Run(args);
