global using Trainyard.Pipelines.Values;
