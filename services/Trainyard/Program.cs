using Trainyard.Cli;

return await CommandLine.Run(args);
