global using Trainyard.Pipelines;
