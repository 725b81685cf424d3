using Trainyard.Cli;
using Trainyard.Hosting;

ProcessCulture.BeInvariant();
return await CommandLine.Run(args);
